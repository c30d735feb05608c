using Kubesharp.Options;
using Microsoft.Extensions.Logging;

namespace Kubesharp.Logging;

/// <summary>
/// Writes log entries as one line each: logfmt for people, JSON for collectors. Values that a message names become
/// fields of their own.
/// </summary>
internal sealed class LineLoggerFactory(TextWriter writer, LogOptions options, TimeProvider time) : ILoggerFactory
{
    // One lock over the writer: lines of different loops must not mix.
    private readonly Lock gate = new();

    public ILogger CreateLogger(string categoryName) => new LineLogger(this, categoryName);

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public void Dispose() => writer.Flush();

    internal bool IsEnabled(LogLevel level, string category) =>
        // Kestrel tells of every connection at Information; only what went wrong is news to an operator.
        level >= (category.StartsWith("Microsoft.", StringComparison.Ordinal) && options.Level == LogLevel.Information
            ? LogLevel.Warning
            : options.Level);

    internal void Write(
        LogLevel level, string category, string message, IReadOnlyList<KeyValuePair<string, object?>> fields,
        Exception? exception)
    {
        DateTimeOffset now = time.GetUtcNow();
        string line = options.Format == LogFormat.Json
            ? LogLine.Json(now, level, category, message, fields, exception)
            : LogLine.Text(now, level, category, message, fields, exception);
        lock (gate)
        {
            writer.WriteLine(line);
            writer.Flush();
        }
    }

    private sealed class LineLogger(LineLoggerFactory factory, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => factory.IsEnabled(logLevel, category);

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            if (!IsEnabled(logLevel))
                return;
            IReadOnlyList<KeyValuePair<string, object?>> fields =
                state as IReadOnlyList<KeyValuePair<string, object?>> ?? [];
            factory.Write(logLevel, category, formatter(state, exception), fields, exception);
        }
    }
}
