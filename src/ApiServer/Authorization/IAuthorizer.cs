namespace Kubesharp.ApiServer.Authorization;

/// <summary>Decides whether a user may do what is asked for. Synchronous: all that it needs is in memory.</summary>
public interface IAuthorizer
{
    AuthorizationResult Authorize(in AuthorizationAttributes attributes);
}
