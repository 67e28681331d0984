using System.Buffers;

namespace Fleet.Admiral.Routing;

/// <summary>The program that embeds the Admiral, as workers and the router see it: what is sent to the Admiral itself is for it.</summary>
/// <remarks>Called on the readers' threads: nothing here may wait, and nothing of the host program's code may run.</remarks>
internal interface IHostProgram
{
    /// <summary>A worker has sent an event to the Admiral.</summary>
    /// <returns>False where nobody listens to it.</returns>
    bool TryTake(WorkerName from, ReadOnlySpan<byte> name, ReadOnlySpan<byte> payload);

    /// <summary>A worker has sent a command to the Admiral that Fleet itself does not answer.</summary>
    /// <returns>The answer to come; null where nobody answers it.</returns>
    Task<Action<IBufferWriter<byte>>>? TryBegin(AdmiralRequest request, ReadOnlySpan<byte> name, ReadOnlySpan<byte> payload);
}
