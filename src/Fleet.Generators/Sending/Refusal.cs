namespace Fleet.Generators.Sending;

/// <summary>Why a type cannot be sent.</summary>
/// <param name="Subject">What cannot: the type, or a member inside it with its type.</param>
/// <param name="Reason">Why, as a half sentence.</param>
internal sealed record Refusal(string Subject, string Reason)
{
    public override string ToString() => $"{Subject} cannot be sent: {Reason}";
}
