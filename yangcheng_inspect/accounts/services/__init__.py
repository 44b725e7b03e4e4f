"""The only writers of logins and deputies."""
