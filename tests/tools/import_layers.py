"""The layers that the import contracts of pyproject.toml order, for whatever counts or draws them."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Layer:
    """Siblings of one height; they may import each other only where the contract says so, with `:` between them."""

    names: tuple[str, ...]
    are_independent: bool


@dataclass(frozen=True)
class LayerContract:
    """A contract of import-linter of the type `layers`, the top first.

    Shape: the names of the layers are relative to each of the `containers`; without containers they are whole.
    """

    name: str
    containers: tuple[str, ...]
    layers: tuple[Layer, ...]

    @property
    def modules(self) -> list[str]:
        """Returns the whole name of each layer in each container."""
        prefixes = [f"{container}." for container in self.containers] or [""]
        return [prefix + name for prefix in prefixes for layer in self.layers for name in layer.names]


def read_contracts(project_file: Path) -> list[LayerContract]:
    """Returns the layer contracts that a pyproject.toml states."""
    settings = tomllib.loads(project_file.read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    return [_contract(contract) for contract in contracts if contract["type"] == "layers"]


def _contract(contract: dict[str, Any]) -> LayerContract:
    layers = tuple(map(_layer, contract["layers"]))
    return LayerContract(contract["name"], tuple(contract.get("containers", ())), layers)


def _layer(text: str) -> Layer:
    return Layer(tuple(name.strip(" ()") for name in re.split(r"[|:]", text)), ":" not in text)
