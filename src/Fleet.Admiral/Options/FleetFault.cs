namespace Fleet.Admiral.Options;

/// <summary>Something that keeps a fleet from running, for a person to mend.</summary>
/// <param name="Code">The code of its page in docs/errors, such as <c>FLEET2003</c>.</param>
/// <param name="Text">What, where, why and how to mend it, in this order, without the code.</param>
public sealed record FleetFault(string Code, string Text)
{
    /// <summary>The code and the text.</summary>
    public override string ToString() => $"{Code} {Text}";
}
