"""What the public pages show, as frozen values: templates decide nothing and ask the database nothing."""
