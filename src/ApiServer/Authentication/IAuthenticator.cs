namespace Kubesharp.ApiServer.Authentication;

/// <summary>Finds out who asks.</summary>
public interface IAuthenticator
{
    /// <summary>Without credentials the answer is the anonymous user; wrong ones are a failure (401).</summary>
    ValueTask<AuthenticationResult> AuthenticateAsync(
        AuthenticationRequest request, CancellationToken cancellationToken);
}
