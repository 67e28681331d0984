using Fleet.Admiral.Links;

namespace Fleet.Admiral.Routing;

/// <summary>Who waits for the answer to a command.</summary>
/// <param name="Link">The link of the worker that asked.</param>
/// <param name="Correlation">Its number for the command.</param>
/// <param name="Slot">The slot that was asked, in UTF-8, where the command is one of a fan-out; null otherwise.</param>
internal readonly record struct Asker(WorkerLink Link, ulong Correlation, byte[]? Slot)
{
    /// <summary>The Admiral's own call, where no worker asked; <see cref="Link"/> is then nothing.</summary>
    public AdmiralCall? Own { get; private init; }

    /// <summary>The Admiral itself.</summary>
    public static Asker Of(AdmiralCall call) => new(null!, 0, null) { Own = call };
}
