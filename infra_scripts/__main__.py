"""`python -m infra_scripts`: hands the arguments to the command line, decides nothing itself."""

from infra_scripts.command_line.first_signals import end_at_once, leave

if __name__ == "__main__":
    end_at_once()  # also while the commands are still being imported
    from infra_scripts.command_line.program import main

    leave(main())
