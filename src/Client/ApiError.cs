using Kubesharp.Api.Meta;

namespace Kubesharp.Client;

/// <summary>A refusal by the API server, or a connection that broke (code 0). A value, not an exception.</summary>
public sealed record ApiError(int Code, string Reason, string Message)
{
    public Status? Status { get; init; }

    public bool IsNotFound => Code == 404;
    public bool IsAlreadyExists => Code == 409 && Reason == "AlreadyExists";
    public bool IsConflict => Code == 409 && Reason != "AlreadyExists";
    public bool IsForbidden => Code == 403;
    public bool IsInvalid => Code == 422;
    public bool IsGone => Code == 410;
    /// <summary>A create in a namespace that is going away: nothing to retry.</summary>
    public bool IsNamespaceTerminating =>
        Code == 403 && Status?.Details?.Causes.Any(static cause => cause.Reason == "NamespaceTerminating") == true;

    public static ApiError From(Status status) =>
        new(status.Code, status.Reason, status.Message) { Status = status };

    public static ApiError Broken(Exception exception) => new(0, "ConnectionBroken", exception.Message);
}

/// <summary>The object, or why not. Exactly one of the two is there.</summary>
public readonly record struct ApiResult<T>(T? Value, ApiError? Error)
    where T : class
{
    public bool Succeeded => Error is null;

    public static implicit operator ApiResult<T>(ApiError error) => new(null, error);
}
