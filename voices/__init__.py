"""Speech: text to sound, and sound to text. Nothing here yet; Sally talks in text until the voices come."""
