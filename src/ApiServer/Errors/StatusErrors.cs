using Kubesharp.Api;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Validation;

namespace Kubesharp.ApiServer.Errors;

/// <summary>
/// The refusals of Kubernetes as Status values: code, reason, message and details are what clients match on.
/// </summary>
public static class StatusErrors
{
    private const int RetryAfterFutureRevisionSeconds = 1;

    public static Status Of(int code, string reason, string message, StatusDetails? details = null) => new()
    {
        StatusValue = "Failure",
        Code = code,
        Reason = reason,
        Message = message,
        Details = details,
    };

    public static Status NotFound(string group, string resource, string name) => Of(
        404, StatusReason.NotFound, $"{Qualified(group, resource)} \"{name}\" not found",
        new() { Name = name, Group = group, Kind = resource });

    /// <summary>The path names nothing that is served.</summary>
    public static Status PathNotFound() => Of(
        404, StatusReason.NotFound, "the server could not find the requested resource", new());

    public static Status AlreadyExists(string group, string resource, string name) => Of(
        409, StatusReason.AlreadyExists, $"{Qualified(group, resource)} \"{name}\" already exists",
        new() { Name = name, Group = group, Kind = resource });

    /// <summary>Five generated names in a row were taken.</summary>
    public static Status GenerateNameConflict(string group, string resource, string name) => Of(
        409, StatusReason.AlreadyExists,
        $"{Qualified(group, resource)} \"{name}\" already exists, the server was not able to generate a unique name "
        + "for the object",
        new() { Name = name, Group = group, Kind = resource, RetryAfterSeconds = 1 });

    public static Status Conflict(string group, string resource, string name, string why) => Of(
        409, StatusReason.Conflict,
        $"Operation cannot be fulfilled on {Qualified(group, resource)} \"{name}\": {why}",
        new() { Name = name, Group = group, Kind = resource });

    /// <summary>The sentence that clients look for before they read again and retry.</summary>
    public static Status Modified(string group, string resource, string name) => Conflict(
        group, resource, name,
        "the object has been modified; please apply your changes to the latest version and try again");

    public static Status Invalid(string group, string kind, string name, IReadOnlyList<StatusCause> causes)
    {
        List<string> texts = new(causes.Count);
        foreach (StatusCause cause in causes)
            texts.Add(cause.Field.Length == 0 ? cause.Message : $"{cause.Field}: {cause.Message}");
        string reasons = texts.Count == 1 ? texts[0] : $"[{string.Join(", ", texts)}]";
        return Of(
            422, StatusReason.Invalid, $"{Qualified(group, kind)} \"{name}\" is invalid: {reasons}",
            new() { Name = name, Group = group, Kind = kind, Causes = causes });
    }

    /// <summary>A failure that Kubernetes gives no reason for.</summary>
    public static Status Unclassified(string message) => Of(500, "", message);

    /// <summary>What a patch made of the object cannot be read.</summary>
    /// <param name="shown">The patched object, or the patch, as text.</param>
    /// <param name="why">What is wrong with it.</param>
    public static Status PatchInvalid(string shown, string why)
    {
        StatusCause cause = new()
        {
            Reason = CauseType.FieldValueInvalid,
            Field = "patch",
            Message = $"Invalid value: {FieldErrors.Quote(shown)}: {why}",
        };
        return Of(
            422, StatusReason.Invalid, $" \"\" is invalid: {cause.Field}: {cause.Message}", new() { Causes = [cause] });
    }

    public static Status BadRequest(string message) => Of(400, StatusReason.BadRequest, message);

    public static Status Unauthorized() => Of(401, StatusReason.Unauthorized, "Unauthorized");

    public static Status Forbidden(string group, string resource, string name, string why) => Of(
        403, StatusReason.Forbidden,
        name.Length == 0
            ? $"{Qualified(group, resource)} is forbidden: {why}"
            : $"{Qualified(group, resource)} \"{name}\" is forbidden: {why}",
        new() { Name = name, Group = group, Kind = resource });

    public static Status MethodNotSupported(string group, string resource, string verb) => Of(
        405, StatusReason.MethodNotAllowed,
        $"{verb} is not supported on resources of kind \"{Qualified(group, resource)}\"",
        new() { Group = group, Kind = resource });

    public static Status MethodNotAllowed() => Of(
        405, StatusReason.MethodNotAllowed, "the server does not allow this method on the requested resource", new());

    public static Status NotAcceptable(IEnumerable<string> supported) => Of(
        406, StatusReason.NotAcceptable,
        $"only the following media types are accepted: {string.Join(", ", supported)}");

    public static Status UnsupportedMediaType(IEnumerable<string> supported) => Of(
        415, StatusReason.UnsupportedMediaType,
        "the body of the request was in an unknown format - accepted media types include: "
        + string.Join(", ", supported));

    public static Status BodyTooLarge(int limitBytes) => Of(
        413, StatusReason.RequestEntityTooLarge, $"Request entity too large: limit is {limitBytes}");

    public static Status ObjectTooLarge(string message) => Of(413, StatusReason.RequestEntityTooLarge, message);

    /// <summary>The revision to read from is no longer kept.</summary>
    public static Status Expired(string message) => Of(410, StatusReason.Expired, message);

    public static Status ExpiredWatch(long requested, long oldest) =>
        Expired($"too old resource version: {requested} ({oldest})");

    public static Status ExpiredContinue() => Expired(
        "The provided continue parameter is too old to display a consistent list result. You can start a new list "
        + "without the continue parameter.");

    public static Status RevisionTooLarge(long requested, long current) => Of(
        504, StatusReason.Timeout, $"Too large resource version: {requested}, current: {current}",
        new()
        {
            Causes =
            [
                new() { Reason = CauseType.ResourceVersionTooLarge, Message = "Too large resource version" },
            ],
            RetryAfterSeconds = RetryAfterFutureRevisionSeconds,
        });

    /// <summary>The request was let in and did not come to an end.</summary>
    public static Status Timeout(string message) => Of(504, StatusReason.Timeout, $"Timeout: {message}", new());

    /// <summary>The server, or another one behind it, cannot answer now; the same request may succeed later.</summary>
    public static Status ServerTimeout(string group, string resource, string operation, int retryAfterSeconds) => Of(
        500, StatusReason.ServerTimeout,
        $"The {operation} operation against {Qualified(group, resource)} could not be completed at this time, please "
        + "try again.",
        new() { Group = group, Kind = resource, RetryAfterSeconds = retryAfterSeconds });

    public static Status TooManyRequests(string message, int retryAfterSeconds, StatusCause? cause = null) => Of(
        429, StatusReason.TooManyRequests, message,
        new() { RetryAfterSeconds = retryAfterSeconds, Causes = cause is null ? [] : [cause] });

    public static Status Internal(string message) => Of(
        500, StatusReason.InternalError, $"Internal error occurred: {message}",
        new() { Causes = [new() { Message = message }] });

    public static Status ServiceUnavailable(string message) => Of(503, StatusReason.ServiceUnavailable, message);

    public static Status Success(StatusDetails details) => new() { StatusValue = "Success", Details = details };

    /// <summary><c>pods</c>, <c>deployments.apps</c>, <c>Deployment.apps</c>.</summary>
    public static string Qualified(string group, string resourceOrKind) =>
        group.Length == 0 ? resourceOrKind : $"{resourceOrKind}.{group}";
}
