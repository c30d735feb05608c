namespace Kubesharp.ApiServer.Authorization;

/// <summary>The decision and a sentence why; the reason of a refusal may be empty.</summary>
public readonly record struct AuthorizationResult(Decision Decision, string Reason)
{
    public bool Allowed => Decision == Decision.Allow;

    public static AuthorizationResult NoOpinion { get; } = new(Decision.NoOpinion, "");
}
