using Fleet.Admiral.Links;
using Fleet.Protocol.Messages;

namespace Fleet.Admiral.Routing;

/// <summary>
/// Judges commands from worker to worker whose names are Fleet's own. They are answered by the receiver's runtime, which takes them as they come: what a worker may not do to another is
/// refused here, where the sender is known for certain.
/// </summary>
internal sealed class ReservedCommands
{
    /// <summary>Judges evaluations; without it none is passed on.</summary>
    public ICommandJudge? Evaluations { get; init; }

    /// <summary>Why a command is not passed on; null where it is.</summary>
    /// <param name="from">Who sends it.</param>
    /// <param name="command">The command, whose name is Fleet's own.</param>
    public CommandException? Judge(WorkerLink from, CommandSend command)
    {
        if (command.Name.SequenceEqual("fleet.fetch"u8)) return null;
        if (command.Name.SequenceEqual("fleet.eval"u8) && Evaluations is { } gate) return gate.Judge(from, command);
        return new CommandException(CommandError.Refused, $"Names that begin with \"{WorkerCommandNames.Prefix}\" are Fleet's own, and {from.Name} may not send \"{Utf8Names.Comparer.Create(command.Name)}\".");
    }
}
