namespace Fleet.Admiral.Options;

/// <summary>How the Admiral writes its log.</summary>
public enum LogFormat
{
    /// <summary>A line for people: time, level, message.</summary>
    Text = 0,

    /// <summary>A JSON object per line, with category, event and the message's parts by name.</summary>
    Json = 1,
}
