namespace Kubesharp.ApiServer.Authorization;

/// <summary>The decision and a sentence why; the reason of a refusal may be empty.</summary>
public readonly record struct AuthorizationResult(Decision Decision, string Reason)
{
    public bool Allowed => Decision == Decision.Allow;

    /// <summary>
    /// What kept an authorizer from deciding; empty when nothing did. Who is not allowed otherwise is answered 500.
    /// </summary>
    public string Error { get; init; } = "";

    public static AuthorizationResult NoOpinion { get; } = new(Decision.NoOpinion, "");
}
