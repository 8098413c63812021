namespace ChangeGate.Databases.Shadows;

/// <summary>
/// What a shell does alike wherever a server of our own runs. <c>$programs</c> is the folder of the programs, <c>$folder</c> a private folder, <c>$as</c> how another user is become,
/// empty for nobody else, and <c>$user</c> that user.
/// </summary>
internal static class ServerScripts
{
    /// <summary>
    /// A cluster with the limited role, in <c>$folder/made/data</c>. Wants <c>$owner</c>, <c>$role</c>, <c>$powers</c> (SQL), <c>$oldpublic</c> (not empty before version 15),
    /// and the owner's password as the next line of the input.
    /// </summary>
    // In single-user mode every line is a statement. What nobody needs is not copied at every start: template0, and the greater part of a log segment. Before version 15 schema public belongs to the superuser, afterwards to whoever owns the database.
    public const string Make = """
        mkdir "$folder/made"
        read -r password
        printf '%s' "$password" > "$folder/made/password"
        [ -z "$user" ] || chown -R "$user" "$folder/made"
        data=$folder/made/data
        $as "$programs/initdb" -D "$data" -U "$owner" --pwfile "$folder/made/password" -A scram-sha-256 -E UTF8 --locale=C --no-sync --wal-segsize=4 >"$folder/log" || { cat "$folder/log"; exit 1; }
        printf "local all $owner scram-sha-256\nlocal all $role trust\n" > "$data/pg_hba.conf"
        {
          echo "create role $role login nosuperuser nocreatedb nocreaterole"
          echo "revoke all on database template1, postgres from public"
          echo "update pg_database set datistemplate = false where datname = 'template0'"
          echo "drop database template0"
          echo "$powers"
          [ -z "$oldpublic" ] || echo "alter schema public owner to $role"
        } | $as "$programs/postgres" --single -F -O -D "$data" template1 >"$folder/log" 2>&1 || { cat "$folder/log"; exit 1; }
        ! grep -E 'ERROR|FATAL|PANIC' "$folder/log"

        """;

    /// <summary>
    /// The server in <c>$folder/data</c>, until the input ends; then what it said. Wants <c>$start</c> (by what it is started), <c>$socket</c> (a folder), <c>$memory</c> (kilobytes for a session)
    /// and its settings as parameters.
    /// </summary>
    // Signals that a terminal sends to the whole group are for us: the shell stays until we are gone.
    public const string Serve = """
        trap '' INT HUP TERM
        ulimit -v "$memory" 2>/dev/null || :
        ulimit -c 0 2>/dev/null || :
        set +e
        exec 3<&0
        $as $start "$programs/postgres" -D "$folder/data" -k "$socket" "$@" >"$folder/log" 2>&1 </dev/null 3<&- &
        server=$!
        { cat <&3 >/dev/null; kill -QUIT $server; } >/dev/null 2>&1 &
        watch=$!
        wait $server
        kill $watch 2>/dev/null
        cat "$folder/log"

        """;

    // What nobody needs to survive is not written twice or waited for; what is observed (WAL, locks, plans) is as in production.
    public static IEnumerable<string> Settings(ShadowOptions options, string socketPermissions) => new[]
    {
        "listen_addresses=",
        $"unix_socket_permissions={socketPermissions}",
        "fsync=off",
        "full_page_writes=off",
        "synchronous_commit=off",
        "autovacuum=off",
        "max_connections=40",
        // Each may take as much memory as the session that it works for.
        "max_parallel_workers=2",
        "max_locks_per_transaction=256",
        "max_wal_size=512MB",
        // Segments are neither filled with zeros before they are written nor kept for later.
        "wal_init_zero=off",
        "wal_recycle=off",
        "shared_buffers=64MB",
        // Elsewhere it would stay behind when the server is killed.
        "dynamic_shared_memory_type=mmap",
        "timezone=UTC",
        "log_timezone=UTC",
        // SQL could fill the log with RAISE LOG; only the server itself says FATAL.
        "log_min_messages=fatal",
        "log_min_error_statement=panic",
        // Told to whoever asks for what the log would say, and not to the log.
        "log_temp_files=0",
        $"temp_file_limit={Math.Max(options.TemporaryBytes / 1024, 1)}",
    }.SelectMany(setting => (string[])["-c", setting]);
}
