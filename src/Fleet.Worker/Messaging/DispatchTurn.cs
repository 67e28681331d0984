namespace Fleet.Worker.Messaging;

/// <summary>One frame's turn in the dispatcher.</summary>
internal ref struct DispatchTurn
{
    private readonly Inbox _inbox;
    private readonly InboxDrainer _drainer;
    private FrameBuffer? _buffer;

    public DispatchTurn(Inbox inbox, InboxDrainer drainer, FrameBuffer buffer)
    {
        _inbox = inbox;
        _drainer = drainer;
        _buffer = buffer;
    }

    /// <summary>The frame's bytes are no longer needed, and the bot's code begins: from here on the drainer may be found stuck.</summary>
    public void EnterBotCode()
    {
        Release();
        _drainer.InBotCode = true;
    }

    /// <summary>Like <see cref="EnterBotCode"/>, where the frame is decoded in between: the bytes stay until the turn ends.</summary>
    public readonly void EnterBotCodeWithFrame() => _drainer.InBotCode = true;

    /// <summary>The bot's code has returned, or awaits.</summary>
    public readonly void LeaveBotCode() => _drainer.InBotCode = false;

    /// <summary>Ends the turn.</summary>
    public void End()
    {
        Release();
        _drainer.InBotCode = false;
    }

    private void Release()
    {
        if (_buffer is null) return;
        _inbox.Release(_buffer);
        _buffer = null;
    }
}
