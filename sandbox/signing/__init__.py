"""The signing authority: keys of officers and agencies, certificates, revocation lists, time stamps."""
