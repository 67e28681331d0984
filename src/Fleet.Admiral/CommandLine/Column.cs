namespace Fleet.Admiral.CommandLine;

/// <summary>A column of a table.</summary>
/// <param name="Title">Its head.</param>
/// <param name="IsNumber">Whether its cells end together.</param>
/// <param name="Colored">Whether its cells are phases, which a terminal shows in colours.</param>
internal sealed record Column(string Title, bool IsNumber = false, bool Colored = false);
