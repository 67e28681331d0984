namespace Fleet.Worker.Tests.Messaging;

/// <summary>A message of the tests.</summary>
public sealed record Note(string Text, int Number = 0);
