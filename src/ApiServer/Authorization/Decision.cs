namespace Kubesharp.ApiServer.Authorization;

/// <summary>An authorizer's word on a request. What nobody allows is refused.</summary>
public enum Decision { NoOpinion, Allow, Deny }
