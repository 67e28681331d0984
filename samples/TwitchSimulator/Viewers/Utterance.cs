namespace TwitchSimulator.Viewers;

/// <summary>One message of a viewer.</summary>
/// <param name="Channel">Where.</param>
/// <param name="Viewer">Who.</param>
/// <param name="Text">What.</param>
/// <param name="Id">The message's id, a UUID.</param>
/// <param name="IsQuestion">Whether a bot must answer.</param>
internal sealed record Utterance(string Channel, string Viewer, string Text, string Id, bool IsQuestion);
