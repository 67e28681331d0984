namespace Fleet;

/// <summary>A command that ended without a value.</summary>
public sealed class CommandException : FleetException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="error">Why there is no value.</param>
    /// <param name="execution">Whether the command may have been executed.</param>
    /// <param name="message">A sentence for a person.</param>
    public CommandException(CommandError error, CommandExecution execution, string message)
        : base(message)
    {
        Error = error;
        Execution = execution;
    }

    /// <summary>Makes the exception, with the execution that the error implies by itself.</summary>
    /// <param name="error">Why there is no value.</param>
    /// <param name="message">A sentence for a person.</param>
    public CommandException(CommandError error, string message)
        : this(error, ExecutionOf(error), message)
    {
    }

    /// <summary>Why there is no value.</summary>
    public CommandError Error { get; }

    /// <summary>Whether the command may have been executed.</summary>
    public CommandExecution Execution { get; }

    /// <summary>The full type name of the exception that the handler threw; null unless <see cref="CommandError.Faulted"/>.</summary>
    public string? RemoteType { get; init; }

    /// <summary>The stack of the exception that the handler threw; null unless <see cref="CommandError.Faulted"/>.</summary>
    public string? RemoteStack { get; init; }

    /// <summary>Whether a command that ended so may have been executed.</summary>
    public static CommandExecution ExecutionOf(CommandError error) => error switch
    {
        CommandError.NoSuchTarget => CommandExecution.NotExecuted,
        CommandError.Unavailable => CommandExecution.NotExecuted,
        CommandError.Busy => CommandExecution.NotExecuted,
        CommandError.TooLarge => CommandExecution.NotExecuted,
        CommandError.Refused => CommandExecution.NotExecuted,
        CommandError.NoHandler => CommandExecution.NotExecuted,
        CommandError.BadCommand => CommandExecution.NotExecuted,
        CommandError.Faulted => CommandExecution.Executed,
        CommandError.BadReply => CommandExecution.Executed,
        CommandError.TargetLost => CommandExecution.Unknown,
        CommandError.TimedOut => CommandExecution.Unknown,
    };
}
