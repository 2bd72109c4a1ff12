"""The texts of assessments: numbers, remarks, rules and concerns in words."""
