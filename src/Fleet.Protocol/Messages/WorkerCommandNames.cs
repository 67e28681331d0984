namespace Fleet.Protocol.Messages;

/// <summary>The names of the commands and events that are Fleet's own, and of the commands that the runtime of a worker itself answers.</summary>
public static class WorkerCommandNames
{
    /// <summary>What they begin with.</summary>
    public const string Prefix = "fleet.";

    /// <summary>Takes a <see cref="Fetching.FetchQuestion"/> and replies a <see cref="Fetching.FetchReply"/>; clusters answer it.</summary>
    public const string Fetch = "fleet.fetch";

    /// <summary>Takes an <see cref="Evaluation.EvalCommand"/> and replies the value of its last expression; answered only where evaluation is allowed.</summary>
    public const string Eval = "fleet.eval";

    /// <summary>Whether a name is Fleet's own.</summary>
    /// <param name="nameUtf8">The name in UTF-8.</param>
    public static bool IsReserved(ReadOnlySpan<byte> nameUtf8) => nameUtf8.StartsWith("fleet."u8);
}
