"""The editors' content: read from nlu_data, checked, and handed on as trusted values."""
