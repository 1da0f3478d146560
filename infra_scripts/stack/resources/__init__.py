"""The kinds of AWS resources of the lab, one file each; they reach AWS through a StackView."""
