namespace Fleet.Twitch.Connections;

/// <summary>Opens transports.</summary>
internal interface IIrcConnector
{
    /// <summary>Connects to an endpoint.</summary>
    /// <exception cref="Exception">One that <see cref="TransportFault.IsExpected"/> knows: the endpoint cannot be reached.</exception>
    ValueTask<IIrcTransport> ConnectAsync(IrcEndpoint endpoint, CancellationToken cancellationToken);
}
