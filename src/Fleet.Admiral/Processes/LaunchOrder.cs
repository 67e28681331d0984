using Fleet.Protocol.Handshake;

namespace Fleet.Admiral.Processes;

/// <summary>Everything that the start of one worker process needs.</summary>
/// <param name="Ticket">What the process gets on its standard input.</param>
/// <param name="Program">The worker program.</param>
/// <param name="WorkingDirectory">The folder that relative paths of the bot begin in.</param>
/// <param name="Environment">Variables to set for the process, over the Admiral's own.</param>
internal sealed record LaunchOrder(
    LaunchTicket Ticket,
    string Program,
    string WorkingDirectory,
    IReadOnlyDictionary<string, string> Environment)
{
    /// <summary>The program with its arguments that is started in place of <see cref="Program"/> and becomes it; empty for none.</summary>
    public IReadOnlyList<string> Through { get; init; } = [];
}
