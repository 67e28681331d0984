using Fleet.Admiral.Links;
using Fleet.Protocol.Messages;

namespace Fleet.Admiral.Routing;

/// <summary>Judges commands that one worker sends to another. Called on the readers' threads.</summary>
internal interface ICommandJudge
{
    /// <summary>Why a command is not passed on; null where it is.</summary>
    /// <param name="from">Who sends it.</param>
    /// <param name="command">The command.</param>
    CommandException? Judge(WorkerLink from, CommandSend command);
}
