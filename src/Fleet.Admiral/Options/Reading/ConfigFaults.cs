using System.Globalization;
using Fleet.Admiral.Options.Keys;

namespace Fleet.Admiral.Options.Reading;

/// <summary>The sentences for what can be wrong with a configuration.</summary>
internal static class ConfigFaults
{
    private const int LongestValue = 80;

    /// <param name="where">The file's line, the environment variable or the option.</param>
    /// <param name="prefix">The path of the section, with a '.' at its end; empty for the root.</param>
    /// <param name="name">The key that the section does not have.</param>
    /// <param name="section">What the section has.</param>
    public static FleetFault UnknownKey(string where, string prefix, string name, KeyNode section) =>
        new("FLEET2001", $"{where}: unknown key {Quoted(prefix + name)}. {Suggestion(prefix, name, section)}");

    public static FleetFault GivenTwice(string where, string name) =>
        new("FLEET2001", $"{where}: key {Quoted(name)} is given twice. Remove one.");

    public static FleetFault BadJson(string where, string reason) => new("FLEET2002", $"{where}: {reason}");

    public static FleetFault BadValue(string path, string value, string origin, string allowed) =>
        new("FLEET2003", $"{path} = {Shown(value)} ({origin}): must be {allowed}.");

    public static FleetFault BadKind(string path, string kind, string origin, string allowed) =>
        new("FLEET2003", $"{path} is {kind} ({origin}): must be {allowed}.");

    /// <param name="path">The budget.</param>
    /// <param name="origin">Where it stands.</param>
    /// <param name="what">What is wrong with it as a whole, as "must have …".</param>
    public static FleetFault BadBudget(string path, string origin, string what) =>
        new("FLEET2003", $"{path} ({origin}): {what}.");

    public static FleetFault Missing(string path, string file, string allowed) =>
        new("FLEET2003", $"{path} is missing ({file}): it has no default and must be {allowed}.");

    public static FleetFault NoFile(string path) =>
        new("FLEET2004", $"there is no configuration at {path}. Create it with at least \"name\" and \"bot\": {{ \"path\": … }}, or name another file: fleet run <file>.");

    public static FleetFault UnreadableFile(string path, string reason) =>
        new("FLEET2004", $"{path} cannot be read: {reason}");

    /// <summary>A value as it may be shown: numbers and flags bare, texts quoted, never longer than a line.</summary>
    public static string Shown(string value) =>
        value is "true" or "false" || double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _) ? value : Quoted(value);

    private static string Suggestion(string prefix, string name, KeyNode section)
    {
        var near = NearMiss.Find(name, section.Names);
        if (near is not null) return $"Did you mean \"{prefix}{near}\"?";
        return section.Names.Count == 0 ? "Nothing may stand here." : $"Known here: {string.Join(", ", section.Names)}.";
    }

    private static string Quoted(string text) =>
        $"\"{PrintableText.Escape(text.Length <= LongestValue ? text : text[..LongestValue] + "…")}\"";
}
