"""An OpenID provider with the shape of VNeID: levels 1 and 2, persons and organisations, code flow with PKCE."""
