namespace Fleet.Worker.Messaging;

/// <summary>A handler of the runtime's own does not execute a command. What a bot's handler throws is always <see cref="CommandError.Faulted"/>, a <see cref="CommandException"/> too.</summary>
/// <param name="error">Why.</param>
/// <param name="message">A sentence for a person.</param>
internal sealed class RefusedCommandException(CommandError error, string message) : Exception(message)
{
    /// <summary>Why.</summary>
    public CommandError Error => error;
}
