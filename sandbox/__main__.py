"""Start the sandbox: `MOTCUA_DEMO=1 python -m sandbox`. Ctrl-C or SIGTERM stops it."""

import sys

import uvicorn

from sandbox.config import HOST, Config, NotDemo, from_env


def main() -> int:
    """Serve until told to stop; return the exit code: 2 outside demo mode or when a port is taken."""
    try:
        config = from_env()
    except NotDemo as refused:
        print(refused, file=sys.stderr)
        return 2
    return serve(config)


def serve(config: Config) -> int:
    """Serve `config` until told to stop."""
    from sandbox.root import build  # the refusal above must not wait for this import

    world = build(config)
    try:
        world.smtp.start()
    except OSError as taken:
        print(f"SMTP port {config.smtp_port} cannot be opened: {taken}", file=sys.stderr)
        return 2
    try:
        uvicorn.run(world.app, host=HOST, port=config.port, log_level="warning", access_log=False, lifespan="off")
    finally:
        world.smtp.stop()
        world.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
