namespace Fleet.Worker.Messaging;

/// <summary>Takes the frames out of an <see cref="Inbox"/>.</summary>
internal interface IFrameDispatcher
{
    /// <summary>Decodes a frame and runs what it is for, up to the first await.</summary>
    /// <param name="frame">The frame; readable until <paramref name="turn"/> enters the bot's code.</param>
    /// <param name="turn">To be told before and after the bot's code runs.</param>
    void Dispatch(ReadOnlySpan<byte> frame, ref DispatchTurn turn);
}
