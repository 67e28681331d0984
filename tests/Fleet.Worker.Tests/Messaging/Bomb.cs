namespace Fleet.Worker.Tests.Messaging;

/// <summary>A message whose own code throws while it is read or written.</summary>
public sealed class Bomb
{
    public string Text
    {
        get => throw new InvalidOperationException("read me not");
        set => throw new InvalidOperationException("write me not");
    }
}
