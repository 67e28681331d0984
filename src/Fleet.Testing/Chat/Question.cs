namespace Fleet.Testing.Chat;

/// <summary>A message that somebody wrote in a channel, and how often it was answered.</summary>
internal sealed record Question(string Id, string Channel, string User, string Text)
{
    /// <summary>How many answers came.</summary>
    public int Answers { get; set; }

    public override string ToString() => $"#{Channel} {User}: {Text}";
}
