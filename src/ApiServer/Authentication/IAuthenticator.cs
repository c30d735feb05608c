namespace Kubesharp.ApiServer.Authentication;

/// <summary>Finds out who asks.</summary>
public interface IAuthenticator
{
    /// <summary>Without any credentials the answer is the anonymous user; wrong credentials are a failure (401).</summary>
    ValueTask<AuthenticationResult> AuthenticateAsync(
        AuthenticationRequest request, CancellationToken cancellationToken);
}
