namespace Fleet;

/// <summary>The names of the events by which notices travel.</summary>
internal static class NoticeNames
{
    private const string Prefix = "fleet.notice.";

    /// <summary>The event of a kind of notice.</summary>
    public static string Of(Type notice) => Prefix + notice.Name;
}
