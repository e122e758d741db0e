"""Sign-in of citizens and firms by an OpenID Connect provider with the shape of VNeID."""
