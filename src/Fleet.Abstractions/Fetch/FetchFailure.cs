namespace Fleet;

/// <summary>Who could have known an entity and did not say.</summary>
/// <param name="Asked">Who was asked.</param>
/// <param name="Error">Why there is no answer.</param>
/// <param name="Message">A sentence for a person.</param>
public sealed record FetchFailure(Target Asked, CommandError Error, string Message);
