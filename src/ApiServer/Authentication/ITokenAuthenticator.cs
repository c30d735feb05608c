namespace Kubesharp.ApiServer.Authentication;

/// <summary>Knows one kind of bearer token.</summary>
internal interface ITokenAuthenticator
{
    /// <param name="token">What follows <c>Bearer</c>.</param>
    /// <param name="audiences">Who would accept it: the token must be for one of them.</param>
    /// <param name="cancellationToken">Ends a question that is asked elsewhere.</param>
    ValueTask<TokenResult> AuthenticateAsync(
        string token, IReadOnlyList<string> audiences, CancellationToken cancellationToken);
}
