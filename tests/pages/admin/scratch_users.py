"""What the stories on the page Users share: its file, and the password of the users they make."""

PAGE = "admin/admin_users.py"
PASSWORD = "Created-Pass-2027!"
