namespace Kubesharp.ApiServer.Authorization;

/// <summary>
/// Decides whether a user may do what is asked for. Roles and nodes are in memory and decide at once; a webhook may
/// take its time.
/// </summary>
public interface IAuthorizer
{
    ValueTask<AuthorizationResult> AuthorizeAsync(
        AuthorizationAttributes attributes, CancellationToken cancellationToken);
}
