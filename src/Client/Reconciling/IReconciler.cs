namespace Kubesharp.Client.Reconciling;

/// <summary>
/// Brings one object closer to what its spec asks for. Level-triggered: the key says which, never why.
/// </summary>
public interface IReconciler
{
    Task<Result> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken);
}

/// <summary>What comes after a reconcile: nothing, another look after a while, or a retry with back-off.</summary>
public readonly record struct Result
{
    private Result(TimeSpan? delay, ApiError? error)
    {
        Delay = delay;
        Error = error;
    }

    internal TimeSpan? Delay { get; }
    internal ApiError? Error { get; }

    /// <summary>Nothing to do until the object or one that it watches changes.</summary>
    public static Result Done => default;

    /// <summary>Another look after the delay; null is the same as <see cref="Done"/>.</summary>
    public static Result After(TimeSpan? delay) => new(delay, null);

    /// <summary>It failed: again after a pause that grows with each failure.</summary>
    public static Result Retry(ApiError error) => new(null, error);

    /// <summary>Retry when there is an error, otherwise Done.</summary>
    public static Result From(ApiError? error) => error is null ? Done : Retry(error);
}
