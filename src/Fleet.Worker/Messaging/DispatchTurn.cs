namespace Fleet.Worker.Messaging;

/// <summary>One frame's turn in the dispatcher.</summary>
internal readonly ref struct DispatchTurn(InboxDrainer drainer)
{
    /// <summary>The frame's bytes are no longer needed, and the bot's code begins: from here on the drainer may be found stuck.</summary>
    public void EnterBotCode() => drainer.EnterBotCode(DrainerState.InBotCode);

    /// <summary>Like <see cref="EnterBotCode"/>, where the frame is decoded in between: the bytes stay until the turn ends.</summary>
    public void EnterBotCodeWithFrame() => drainer.EnterBotCode(DrainerState.InBotCodeWithFrame);

    /// <summary>The bot's code has returned, or awaits.</summary>
    public void LeaveBotCode() => drainer.LeaveBotCode();
}
